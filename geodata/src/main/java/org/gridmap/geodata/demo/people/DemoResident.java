package org.gridmap.geodata.demo.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resident, synthetic in every field. There is no number of an identity card.
 *
 * @param sourceId stable identifier inside the town, for example {@code P00001}
 * @param householdSourceId as in DemoHousehold
 * @param name surname and given name
 * @param sex {@code FEMALE|MALE}
 * @param birthYear four digits
 * @param relation to the head: {@code HEAD|SPOUSE|CHILD|CHILD_IN_LAW|PARENT|GRANDCHILD|SIBLING|
 *     OTHER_RELATIVE|TENANT|OTHER}
 * @param registration {@code REGISTERED|PERMANENT|FLOATING} (户籍, 常住, 流动)
 * @param presence {@code AT_HOME|AWAY|MOVED_OUT} (在家, 流出, 迁出)
 * @param origin where they are registered: a province such as 贵州, or 福建晋江
 * @param workplace what their employer is called, empty if none
 * @param employerSourceId as in DemoOrganisation, {@code null} if none or not of this town
 * @param careNeeds service needs, never a diagnosis: {@code NEEDS_CARRYING|OXYGEN|MEAL_HELP|
 *     REGULAR_MEDICINE|SIGN_LANGUAGE|GUIDANCE|WHEELCHAIR|DAILY_VISIT}, the last for the old who
 *     live alone
 * @param tags {@code PARTY_MEMBER|VETERAN|VOLUNTEER}
 * @param note what helps a visitor, mostly empty
 * @param phones own first
 */
public record DemoResident(
    String sourceId,
    String householdSourceId,
    String name,
    String sex,
    int birthYear,
    String relation,
    String registration,
    String presence,
    String origin,
    String workplace,
    @Nullable String employerSourceId,
    List<String> careNeeds,
    List<String> tags,
    String note,
    List<DemoPhone> phones) {

  public DemoResident {
    careNeeds = List.copyOf(careNeeds);
    tags = List.copyOf(tags);
    phones = List.copyOf(phones);
  }
}
