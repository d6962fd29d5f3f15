package org.gridmap.backend.place.organisation;

import java.util.List;
import java.util.Map;
import org.gridmap.backend.house.HouseLocations;
import org.gridmap.backend.house.HouseLocations.HouseLocation;
import org.gridmap.backend.sql.JobPool;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores organisations in bulk, across all scopes. */
@Service
public class OrganisationLoad {
  private final JdbcClient job;
  private final TransactionTemplate transactions;
  private final HouseLocations houses;
  private final OrganisationContacts contacts;
  private final RequestValidator requests;

  OrganisationLoad(
      @JobPool JdbcClient job,
      @JobPool TransactionTemplate transactions,
      HouseLocations houses,
      OrganisationContacts contacts,
      RequestValidator requests) {
    this.job = job;
    this.transactions = transactions;
    this.houses = houses;
    this.contacts = contacts;
    this.requests = requests;
  }

  /**
   * An organisation of a source.
   *
   * @param sourceId what the source calls it, unique in the source
   * @param houseSourceId what the source of houses calls the house
   * @param kind what it is
   * @param name its name
   * @param trade what it does, may be empty
   * @param employees people employed, null if unknown
   * @param tenants people who rent, of a RENTAL; null if unknown
   * @param registeredNumber number in a register, may be empty
   * @param contact name of the contact, may be empty
   * @param phone telephone of the contact, may be empty
   */
  public record OrganisationRecord(
      String sourceId,
      String houseSourceId,
      OrganisationKind kind,
      String name,
      String trade,
      @Nullable Integer employees,
      @Nullable Integer tenants,
      String registeredNumber,
      String contact,
      String phone) {}

  /**
   * Stores the organisations of a source in place of those that an earlier load of it stored. Works
   * in a transaction of its own, so the houses must be committed.
   *
   * @param houseSource the source of the houses
   * @param source the source of the organisations
   * @return organisations stored
   * @throws IllegalArgumentException if a house is not there, or lies in no division in force
   * @throws org.gridmap.backend.web.ProblemException validation-failed with the names of the fields
   */
  public long load(String houseSource, String source, List<OrganisationRecord> organisations) {
    Map<String, HouseLocation> sites = houses.listBySource(houseSource);
    transactions.executeWithoutResult(status -> {
      job.sql("DELETE FROM organisation WHERE source = :source").param("source", source).update();
      organisations.forEach(one -> store(source, one, sites.get(one.houseSourceId())));
      job.sql("UPDATE organisation_revision SET number = number + 1").update();
    });
    return organisations.size();
  }

  private void store(String source, OrganisationRecord one, @Nullable HouseLocation site) {
    String village = site == null ? null : site.villageCode();
    if (site == null || village == null) {
      throw new IllegalArgumentException(
          "organisation " + one.sourceId() + " has no house in a division in force");
    }
    OrganisationInput checked =
        requests.check(
            new OrganisationInput(
                one.kind().name(),
                one.name(),
                one.trade(),
                one.employees(),
                one.tenants(),
                one.registeredNumber(),
                one.contact(),
                one.phone(),
                null));
    long id =
        job.sql(
                """
                INSERT INTO organisation (source, source_id, kind, name, trade, employees, tenants,
                  registered_number, house_id, village_code)
                VALUES (:source, :sourceId, :kind, :name, :trade, :employees, :tenants, :number,
                  :house, :village)
                RETURNING id
                """)
            .param("kind", checked.kind())
            .param("name", checked.name())
            .param("trade", checked.trade())
            .param("employees", checked.employees())
            .param("tenants", checked.tenants())
            .param("number", checked.registeredNumber())
            .param("source", source)
            .param("sourceId", one.sourceId())
            .param("house", site.id())
            .param("village", village)
            .query(Long.class)
            .single();
    contacts.store(job, id, site.id(), village, checked.contact(), checked.phone());
  }
}
