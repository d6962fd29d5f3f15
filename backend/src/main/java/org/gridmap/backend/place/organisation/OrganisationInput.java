package org.gridmap.backend.place.organisation;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.stream.Stream;
import org.gridmap.backend.web.CodeOf;
import org.gridmap.backend.web.CrossFieldRules;
import org.gridmap.backend.web.PhoneNumber;
import org.gridmap.backend.web.PlainText;
import org.gridmap.backend.web.RequestValidator;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as a client sends it. The contact, which the client saw masked, may be left out
 * of a change and then stays; an empty text removes it.
 *
 * @param kind ENTERPRISE, SHOP, PARTY_BRANCH, RENTAL, INSTITUTION or ASSOCIATION
 * @param name name, 1 to 120 characters
 * @param trade what it does
 * @param employees people employed, 0 to 100,000
 * @param tenants people who rent, of a RENTAL only, 0 to 5,000
 * @param registeredNumber unified social credit code, or another number of a register
 * @param contact name of the contact
 * @param phone telephone of the contact
 * @param houseId in a change: the house it moves to; left out, it stays
 */
record OrganisationInput(
    @NotNull @CodeOf(OrganisationKind.class) @Schema(implementation = OrganisationKind.class)
        @Nullable String kind,
    @NotBlank @Size(max = 120) @PlainText @Nullable String name,
    @Size(max = 80) @PlainText @Nullable String trade,
    @Min(0) @Max(100_000) @Nullable Integer employees,
    @Min(0) @Max(5_000) @Nullable Integer tenants,
    @Size(max = 40) @PlainText @Nullable String registeredNumber,
    // Not one of our own masks sent back.
    @Size(max = 60) @PlainText @Pattern(regexp = "^[^*]*$") @Nullable String contact,
    @PhoneNumber @Nullable String phone,
    @Nullable Long houseId)
    implements CrossFieldRules {
  OrganisationInput {
    name = RequestValidator.text(name);
    trade = RequestValidator.text(trade);
    registeredNumber = RequestValidator.text(registeredNumber);
    contact = contact == null ? null : RequestValidator.text(contact);
    phone = phone == null ? null : RequestValidator.text(phone);
  }

  @Override
  public Stream<String> broken() {
    Stream.Builder<String> fields = Stream.builder();
    if (tenants != null && !OrganisationKind.RENTAL.name().equals(kind)) {
      fields.add("tenants");
    }
    String number = RequestValidator.text(registeredNumber);
    if (!number.isEmpty() && !RegisteredNumber.isPlausible(number)) {
      fields.add("registeredNumber");
    }
    return fields.build();
  }
}
