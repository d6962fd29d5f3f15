package org.gridmap.backend.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gridmap.backend.place.PlaceLoad;
import org.gridmap.backend.place.PlaceLoad.ResourceRecord;
import org.gridmap.backend.place.PlaceLoad.StationRecord;
import org.gridmap.backend.place.organisation.OrganisationKind;
import org.gridmap.backend.place.organisation.OrganisationLoad;
import org.gridmap.backend.place.organisation.OrganisationLoad.OrganisationRecord;
import org.gridmap.backend.place.staff.Duty;
import org.gridmap.backend.place.staff.StaffLoad;
import org.gridmap.backend.place.staff.StaffLoad.PostRecord;
import org.gridmap.backend.place.staff.StaffLoad.StaffRecord;
import org.gridmap.backend.register.load.NewHousehold;
import org.gridmap.backend.register.load.NewPhone;
import org.gridmap.backend.register.load.NewResident;
import org.gridmap.backend.register.load.Register;
import org.gridmap.geodata.demo.people.DemoHousehold;
import org.gridmap.geodata.demo.people.DemoPhone;
import org.gridmap.geodata.demo.people.DemoPopulation;
import org.gridmap.geodata.demo.people.DemoResident;
import org.gridmap.geodata.demo.place.DemoAssignment;
import org.gridmap.geodata.demo.place.DemoOrganisation;
import org.gridmap.geodata.demo.place.DemoResource;
import org.gridmap.geodata.demo.place.DemoStaff;
import org.gridmap.geodata.demo.place.DemoStation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings the synthetic people of a town, and what serves them, into the stores of the server. */
@Component
class SamplePeople {
  private static final int WALKING_MINUTES = 15;

  /** Progress is told after so many households: nobody waits for villages, but for a zone. */
  private static final int HOUSEHOLDS_OF_A_STEP = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(SamplePeople.class);

  private final Register register;
  private final OrganisationLoad organisations;
  private final PlaceLoad places;
  private final StaffLoad staffing;

  SamplePeople(
      Register register, OrganisationLoad organisations, PlaceLoad places, StaffLoad staffing) {
    this.register = register;
    this.organisations = organisations;
    this.places = places;
    this.staffing = staffing;
  }

  /**
   * Stores everybody in place of what an earlier load stored, step by step: the houses must be
   * there, and a load that was cut short is repeated whole.
   *
   * @param source name of the source of the houses and of everything here
   */
  void load(String source, DemoPopulation people) {
    register.load(source, source, households(people));
    register.declare(
        source,
        people.declaredCounts().stream()
            .map(count ->
                new Register.Declared(
                    count.houseSourceId(),
                    count.residents(),
                    count.atHome(),
                    count.away(),
                    count.movedOut()))
            .toList());
    organisations.load(
        source, source, people.organisations().stream().map(SamplePeople::organisation).toList());
    places.load(
        source,
        source,
        people.stations().stream().map(SamplePeople::station).toList(),
        people.resources().stream().map(SamplePeople::resource).toList());
    staffing.load(source, source, staff(people));
  }

  private static Stream<NewHousehold> households(DemoPopulation people) {
    Map<String, List<NewResident>> members = new HashMap<>();
    for (DemoResident one : people.residents()) {
      members.computeIfAbsent(one.householdSourceId(), key -> new ArrayList<>()).add(resident(one));
    }
    AtomicInteger begun = new AtomicInteger();
    return people.households().stream()
        .peek(one -> tell(begun.incrementAndGet(), people.households().size()))
        .map(one ->
            household(one, people.villageCode(), members.getOrDefault(one.sourceId(), List.of())));
  }

  private static void tell(int begun, int all) {
    if (begun % HOUSEHOLDS_OF_A_STEP == 0) {
      LOG.info("» {}", String.format(Locale.ROOT, "%,d of %,d households", begun, all));
    }
  }

  private static NewHousehold household(
      DemoHousehold one, String villageCode, List<NewResident> members) {
    return new NewHousehold(
        one.sourceId(),
        one.houseSourceId(),
        villageCode,
        one.number(),
        one.room(),
        one.kind(),
        one.tenure(),
        members);
  }

  private static NewResident resident(DemoResident one) {
    return new NewResident(
        one.name(),
        one.sex(),
        one.birthYear(),
        one.relation(),
        one.registration(),
        one.presence(),
        one.origin(),
        one.workplace(),
        one.careNeeds(),
        one.tags(),
        one.note(),
        one.phones().stream().map(SamplePeople::phone).toList());
  }

  private static NewPhone phone(DemoPhone one) {
    boolean own = one.kind().equals("OWN");
    return new NewPhone(one.kind(), one.number(), own ? "" : one.holder(), one.relation());
  }

  private static OrganisationRecord organisation(DemoOrganisation one) {
    OrganisationKind kind = OrganisationKind.valueOf(one.kind());
    boolean let = kind == OrganisationKind.RENTAL;
    return new OrganisationRecord(
        one.sourceId(),
        one.houseSourceId(),
        kind,
        one.name(),
        "",
        let ? null : one.people(),
        let ? one.people() : null,
        "",
        one.contact(),
        one.phone());
  }

  private static StationRecord station(DemoStation one) {
    return new StationRecord(
        one.sourceId(),
        one.name(),
        one.address(),
        one.phone(),
        one.hours(),
        one.gridCode(),
        one.point().getCoordinate(),
        WALKING_MINUTES);
  }

  private static ResourceRecord resource(DemoResource one) {
    return new ResourceRecord(
        one.sourceId(),
        one.kind(),
        one.name(),
        one.quantity(),
        null,
        one.houseSourceId(),
        one.point().getCoordinate());
  }

  private static List<StaffRecord> staff(DemoPopulation people) {
    Map<String, List<DemoAssignment>> posts = new HashMap<>();
    for (DemoAssignment one : people.assignments()) {
      posts.computeIfAbsent(one.staffSourceId(), key -> new ArrayList<>()).add(one);
    }
    return people.staff().stream()
        .map(
            one -> member(one, people.villageCode(), posts.getOrDefault(one.sourceId(), List.of())))
        .toList();
  }

  private static StaffRecord member(DemoStaff one, String villageCode, List<DemoAssignment> posts) {
    return new StaffRecord(
        one.sourceId(),
        one.name(),
        one.sex(),
        one.unit(),
        one.unitName(),
        one.phone(),
        villageCode,
        posts.stream().map(SamplePeople::post).toList());
  }

  private static PostRecord post(DemoAssignment one) {
    return new PostRecord(
        Duty.valueOf(one.role()), one.gridCode(), one.houseSourceId(), one.from(), one.until());
  }
}
