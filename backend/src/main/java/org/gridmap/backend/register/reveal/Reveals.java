package org.gridmap.backend.register.reveal;

import java.util.List;
import java.util.Optional;
import org.gridmap.backend.access.Scope;
import org.gridmap.backend.access.SubjectType;
import org.gridmap.backend.register.Households;
import org.gridmap.backend.register.PhoneBook;
import org.gridmap.backend.register.RegisterViews.ChangeSubject;
import org.gridmap.backend.register.RegisterViews.Resident;
import org.gridmap.backend.register.Residents;
import org.gridmap.backend.web.Faults;
import org.gridmap.backend.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One field of one person at a time: first whether the person is in the scope, then the purpose,
 * the quota, the audit entry, and last of all the value.
 */
@Service
class Reveals {
  private final Residents residents;
  private final Households households;
  private final PhoneBook phones;
  private final RevealLog log;
  private final Scope scope;
  private final TransactionTemplate transactions;

  Reveals(
      Residents residents,
      Households households,
      PhoneBook phones,
      RevealLog log,
      Scope scope,
      TransactionTemplate transactions) {
    this.residents = residents;
    this.households = households;
    this.phones = phones;
    this.log = log;
    this.scope = scope;
    this.transactions = transactions;
  }

  /**
   * The value of a field.
   *
   * @param phoneId the phone, for PHONE and EMERGENCY_CONTACT
   * @throws ProblemException not-found outside the scope or without a value, purpose-required,
   *     validation-failed for a field that nobody knows, rate-limited beyond the quota
   */
  String show(
      long residentId, @Nullable String field, @Nullable Long phoneId, @Nullable String purpose) {
    residents.get(residentId);
    RevealField known = RevealField.find(field).orElseThrow(() -> Faults.refusal(List.of("field")));
    String kind = known.phoneKind();
    if (kind != null && phoneId == null) {
      throw Faults.refusal(List.of("phoneId"));
    }
    String wanted = known.name();
    String why = log.requirePurpose(purpose);
    if (!log.count(ChangeSubject.RESIDENT, residentId, wanted, why)) {
      throw log.overQuota(ChangeSubject.RESIDENT, residentId, wanted, why);
    }
    log.shown(ChangeSubject.RESIDENT, residentId, wanted, why);
    Optional<String> value =
        kind != null && phoneId != null
            ? phone(residentId, phoneId, kind)
            : residents.findValue(residentId, wanted);
    return value.orElseThrow(() -> scope.outside(SubjectType.RESIDENT, null));
  }

  private Optional<String> phone(long residentId, long phoneId, String kind) {
    Optional<PhoneBook.Opened> opened =
        transactions.execute(status -> phones.findOpened(residentId, phoneId));
    return opened == null
        ? Optional.empty()
        : opened
            .filter(phone -> phone.kind().equals(kind))
            .map(phone -> (phone.holder() + " " + phone.number()).strip());
  }

  /**
   * The children of a household, masked; from now on they can be opened one by one for a while.
   *
   * @throws ProblemException as {@link #show}
   */
  List<Resident> showChildren(long householdId, @Nullable String purpose) {
    households.require(householdId);
    String why = log.requirePurpose(purpose);
    if (!log.count(ChangeSubject.HOUSEHOLD, householdId, RevealLog.CHILDREN, why)) {
      throw log.overQuota(ChangeSubject.HOUSEHOLD, householdId, RevealLog.CHILDREN, why);
    }
    log.shown(ChangeSubject.HOUSEHOLD, householdId, RevealLog.CHILDREN, why);
    return residents.listChildren(householdId);
  }
}
