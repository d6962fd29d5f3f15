package org.gridmap.backend.register;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;
import org.gridmap.backend.idempotency.IdempotencyKeys;
import org.gridmap.backend.register.RegisterInputs.HouseholdInput;
import org.gridmap.backend.register.RegisterInputs.ResidentInput;
import org.gridmap.backend.register.RegisterViews.Created;
import org.gridmap.backend.register.RegisterViews.History;
import org.gridmap.backend.register.RegisterViews.HouseRegister;
import org.gridmap.backend.register.RegisterViews.Resident;
import org.gridmap.backend.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Households and residents over HTTP. No answer is stored by anybody, and no value of a person
 * stands in an address, a header or an error.
 */
@Tag(name = "Register")
@RestController
class RegisterController {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /**
   * @param householdId the household to live in from now on
   */
  record Move(long householdId) {}

  /**
   * @param version the version after the change
   */
  record Changed(long version) {}

  private final Households households;
  private final Residents residents;
  private final IdempotencyKeys keys;
  private final TransactionTemplate transactions;

  RegisterController(
      Households households,
      Residents residents,
      IdempotencyKeys keys,
      TransactionTemplate transactions) {
    this.households = households;
    this.residents = residents;
    this.keys = keys;
    this.transactions = transactions;
  }

  @Operation(summary = "Who lives in a house, masked; of children only how many")
  @GetMapping(path = "/api/houses/{id}/households", produces = "application/json")
  ResponseEntity<HouseRegister> listHouseholds(@PathVariable long id) {
    return unstored().body(households.get(id));
  }

  @Operation(summary = "Put a household into a house")
  @PostMapping(path = "/api/houses/{id}/households", produces = "application/json")
  ResponseEntity<Created> createHousehold(
      @PathVariable long id,
      @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
      @RequestBody HouseholdInput input) {
    households.requireHouse(id);
    String route = "POST /api/houses/" + id + "/households";
    return created("/api/households/", once(key, route, input, () -> households.create(id, input)));
  }

  @Operation(summary = "Change a household, or move it with its residents to another house")
  @PutMapping(path = "/api/households/{id}", produces = "application/json")
  ResponseEntity<Changed> changeHousehold(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody HouseholdInput input) {
    return changed(households.change(id, version(ifMatch, () -> households.require(id)), input));
  }

  @Operation(summary = "Remove a household with everybody in it")
  @DeleteMapping(path = "/api/households/{id}")
  ResponseEntity<Void> removeHousehold(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    households.remove(id, version(ifMatch, () -> households.require(id)));
    return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
  }

  @Operation(summary = "Put a resident into a household")
  @PostMapping(path = "/api/households/{id}/residents", produces = "application/json")
  ResponseEntity<Created> createResident(
      @PathVariable long id,
      @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
      @RequestBody ResidentInput input) {
    // Outside the scope nothing is said about the values either.
    households.require(id);
    String route = "POST /api/households/" + id + "/residents";
    return created("/api/residents/", once(key, route, input, () -> residents.create(id, input)));
  }

  @Operation(summary = "A resident, masked")
  @GetMapping(path = "/api/residents/{id}", produces = "application/json")
  ResponseEntity<Resident> getResident(@PathVariable long id) {
    Resident resident = residents.get(id);
    return unstored().eTag(Versions.tag(resident.version())).body(resident);
  }

  @Operation(
      summary = "Change a resident",
      description =
          "Name, workplace, note, ID number and numbers and holders of phones stay as they are when"
              + " they are left out; an empty text removes them.")
  @PutMapping(path = "/api/residents/{id}", produces = "application/json")
  ResponseEntity<Changed> changeResident(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody ResidentInput input) {
    return changed(residents.change(id, version(ifMatch, () -> residents.get(id)), input));
  }

  @Operation(summary = "Remove a resident")
  @DeleteMapping(path = "/api/residents/{id}")
  ResponseEntity<Void> removeResident(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    residents.remove(id, version(ifMatch, () -> residents.get(id)));
    return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
  }

  @Operation(summary = "Put a resident into another household")
  @PostMapping(path = "/api/residents/{id}/move", produces = "application/json")
  ResponseEntity<Changed> moveResident(
      @PathVariable long id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody Move move) {
    return changed(
        residents.move(id, version(ifMatch, () -> residents.get(id)), move.householdId()));
  }

  @Operation(summary = "What was changed about a resident, by whom; never the values")
  @GetMapping(path = "/api/residents/{id}/history", produces = "application/json")
  ResponseEntity<History> residentHistory(@PathVariable long id) {
    return unstored().body(new History(residents.history(id)));
  }

  @Operation(summary = "What was changed about the people of a house, by whom; never the values")
  @GetMapping(path = "/api/houses/{id}/households/history", produces = "application/json")
  ResponseEntity<History> houseHistory(@PathVariable long id) {
    return unstored().body(new History(households.history(id)));
  }

  /**
   * The version of the header; whether the thing is there at all is asked first, so that the
   * answers to a request without the header tell nothing about what is outside the scope.
   */
  private static long version(@Nullable String ifMatch, Runnable require) {
    require.run();
    return Versions.required(ifMatch);
  }

  private Created once(@Nullable String key, String route, Object body, Supplier<Created> create) {
    Created created =
        transactions.execute(status -> keys.once(key, route, body, Created.class, create));
    return Objects.requireNonNull(created);
  }

  private static ResponseEntity<Created> created(String path, Created created) {
    return ResponseEntity.created(URI.create(path + created.id()))
        .cacheControl(CacheControl.noStore())
        .eTag(Versions.tag(created.version()))
        .body(created);
  }

  private static ResponseEntity<Changed> changed(long version) {
    return unstored().eTag(Versions.tag(version)).body(new Changed(version));
  }

  private static ResponseEntity.BodyBuilder unstored() {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore());
  }
}
