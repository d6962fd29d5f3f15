package org.gridmap.backend.register.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is about to be stored.
 *
 * @param name full name
 * @param sex FEMALE, MALE or UNKNOWN
 * @param birthYear null if unknown
 * @param relation to the head of the household, a code of the dictionary's list {@code relation}
 * @param registration REGISTERED, PERMANENT or FLOATING; null if unknown
 * @param presence AT_HOME, AWAY or MOVED_OUT; null if unknown
 * @param origin where the person comes from, may be empty
 * @param workplace may be empty
 * @param careNeeds codes of the dictionary's list {@code careNeed}
 * @param tags codes of configured tags
 * @param note may be empty
 * @param phones phones, own and of emergency contacts
 */
public record NewResident(
    String name,
    String sex,
    @Nullable Integer birthYear,
    String relation,
    @Nullable String registration,
    @Nullable String presence,
    String origin,
    String workplace,
    List<String> careNeeds,
    List<String> tags,
    String note,
    List<NewPhone> phones) {}
