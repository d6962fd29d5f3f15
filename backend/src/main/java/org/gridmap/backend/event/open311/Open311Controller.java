package org.gridmap.backend.event.open311;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gridmap.backend.access.Caller;
import org.gridmap.backend.access.CurrentUser;
import org.gridmap.backend.event.open311.Open311Writer.Format;
import org.gridmap.backend.event.open311.Submissions.Submitted;
import org.gridmap.backend.identity.AddressLimits;
import org.gridmap.backend.identity.AddressLimits.Allowance;
import org.gridmap.backend.identity.ApiKeys;
import org.gridmap.backend.photo.PhotoUploads;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.ReadsOwnParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.WebUtils;

/**
 * Open311 GeoReport v2 over HTTP. The standard describes it, so the description of our own API
 * leaves it out; its errors are those of the standard.
 */
@Hidden
@RestController
class Open311Controller {
  private static final String V2 = "/open311/v2";
  private static final int MOST_PHOTOS = 3;
  private static final Allowance KEYS = new Allowance(60, Duration.ofSeconds(10));
  private static final String CHANGESET = "2026-11-30T00:00:00+08:00";

  private final Open311Properties properties;
  private final Open311Writer writer;
  private final ServiceList services;
  private final PublicRequests requests;
  private final Submissions submissions;
  private final ApiKeys apiKeys;
  private final PhotoUploads uploads;
  private final AddressLimits limits;

  Open311Controller(
      Open311Properties properties,
      Open311Writer writer,
      ServiceList services,
      PublicRequests requests,
      Submissions submissions,
      ApiKeys apiKeys,
      PhotoUploads uploads,
      AddressLimits limits) {
    this.properties = properties;
    this.writer = writer;
    this.services = services;
    this.requests = requests;
    this.submissions = submissions;
    this.apiKeys = apiKeys;
    this.uploads = uploads;
    this.limits = limits;
  }

  /** Reading asks for nothing but has its measure. */
  @ModelAttribute
  void admit(HttpServletRequest request) {
    if (!request.getMethod().equals("POST")) {
      limits.admit(
          AddressLimits.Door.PUBLIC_READ,
          request.getRemoteAddr(),
          new Allowance(properties.reads(), properties.readRefill()));
    }
  }

  @GetMapping({"/open311/discovery.json", "/open311/discovery.xml"})
  void discover(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("specification", "http://wiki.open311.org/GeoReport_v2");
    endpoint.put(
        "url", ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString() + V2);
    endpoint.put("changeset", CHANGESET);
    endpoint.put("type", "production");
    endpoint.put("formats", List.of("text/xml", "application/json"));
    Map<String, Object> discovery = new LinkedHashMap<>();
    discovery.put("changeset", CHANGESET);
    discovery.put("contact", properties.contact());
    discovery.put("key_service", properties.contact());
    discovery.put("endpoints", List.of(endpoint));
    write(request, response, "discovery", discovery);
  }

  @GetMapping({V2 + "/services.json", V2 + "/services.xml"})
  void services(
      @RequestParam Map<String, String> parameters,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    requireThisTown(parameters);
    write(request, response, "services", services.list());
  }

  @GetMapping({V2 + "/services/{code}.json", V2 + "/services/{code}.xml"})
  void service(
      @PathVariable String code,
      @RequestParam Map<String, String> parameters,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    requireThisTown(parameters);
    write(request, response, "service_definition", services.define(services.require(code)));
  }

  @GetMapping({V2 + "/requests.json", V2 + "/requests.xml"})
  void requests(
      @RequestParam Map<String, String> parameters,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    requireThisTown(parameters);
    RequestFilter filter = RequestFilter.of(parameters, Instant.now());
    filter.categories().forEach(services::require);
    write(
        request,
        response,
        "service_requests",
        requests.list(filter, RequestFilter.extended(parameters)));
  }

  @GetMapping({V2 + "/requests/{id}.json", V2 + "/requests/{id}.xml"})
  void request(
      @PathVariable String id,
      @RequestParam Map<String, String> parameters,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    requireThisTown(parameters);
    write(
        request,
        response,
        "service_requests",
        one(id, "service_request_id", RequestFilter.extended(parameters)));
  }

  /** Numbers are given at once, so a request's token is its number. */
  @GetMapping({V2 + "/tokens/{id}.json", V2 + "/tokens/{id}.xml"})
  void token(
      @PathVariable String id,
      @RequestParam Map<String, String> parameters,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    requireThisTown(parameters);
    Object number = one(id, "token", false).getFirst().get("service_request_id");
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("service_request_id", number);
    answer.put("token", number);
    write(request, response, "service_requests", List.of(answer));
  }

  /**
   * Takes a report by form fields, of either kind of form, in the address or in the body. The key
   * in a form of several parts may stand behind its files: such a form is read for whoever has
   * guesses at keys left.
   */
  @ReadsOwnParameters
  @PostMapping({V2 + "/requests.json", V2 + "/requests.xml"})
  void submit(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Exception {
    Caller early = callerOfAddress(request.getQueryString());
    Caller caller = early == null ? callerOfForm(request) : early;
    Map<String, String> parameters = parameters(request);
    requireThisTown(parameters);
    List<MultipartFile> files = files(request);
    Submitted submitted =
        CurrentUser.callAs(
            caller,
            () -> uploads.takeAll(files, photos -> submissions.submit(parameters, photos, key)));
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("service_request_id", submitted.publicId());
    answer.put("service_notice", "受理后可凭编号查询进度");
    answer.put("account_id", null);
    writer.write(
        response, Format.of(request.getRequestURI()), 201, "service_requests", List.of(answer));
  }

  /** On whose behalf, if the address says it; a key there is looked at before any part is read. */
  private @Nullable Caller callerOfAddress(@Nullable String query) {
    if (query == null) {
      return null;
    }
    String key =
        UriComponentsBuilder.newInstance()
            .query(query)
            .build()
            .getQueryParams()
            .getFirst("api_key");
    if (key == null) {
      return null;
    }
    try {
      return require(UriUtils.decode(key, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new Open311Exception(403, "api_key is not accepted");
    }
  }

  /** On whose behalf, if only the form says it, which costs its reading. */
  private Caller callerOfForm(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    limits.admit(AddressLimits.Door.REPORT_KEY, address, KEYS);
    Caller caller = require(parameters(request).get("api_key"));
    limits.takeBack(AddressLimits.Door.REPORT_KEY, address);
    return caller;
  }

  private Caller require(@Nullable String apiKey) {
    if (apiKey == null || apiKey.isBlank()) {
      throw new Open311Exception(401, "api_key was not provided");
    }
    return apiKeys
        .find(apiKey.strip())
        .orElseThrow(() -> new Open311Exception(403, "api_key is not accepted"));
  }

  private static Map<String, String> parameters(HttpServletRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
    return parameters;
  }

  /** Photos of a form of several parts. */
  private static List<MultipartFile> files(HttpServletRequest request) {
    MultipartHttpServletRequest form =
        WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
    List<MultipartFile> files = form == null ? List.of() : form.getFiles("media");
    if (files.size() > MOST_PHOTOS) {
      throw new Open311Exception(400, "media has " + MOST_PHOTOS + " files at most");
    }
    return files;
  }

  @ExceptionHandler
  void refuse(Open311Exception refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    fail(request, response, refused.status(), refused.description());
  }

  /** What the rest of the server refuses is told in the words of the standard. */
  @ExceptionHandler
  void refuse(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = problem.type().status() == 422 ? 400 : problem.type().status();
    fail(request, response, status, problem.detail());
  }

  @ExceptionHandler
  void refuse(MultipartException form, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean large = form instanceof MaxUploadSizeExceededException;
    fail(
        request,
        response,
        large ? 413 : 400,
        large ? "media has 8 MB a file at most" : "the form cannot be read");
  }

  private List<Map<String, @Nullable Object>> one(String id, String name, boolean extended) {
    // A list of numbers is one parameter, and no part of an address.
    List<Map<String, @Nullable Object>> found =
        id.contains(",")
            ? List.of()
            : requests.list(
                RequestFilter.of(Map.of("service_request_id", id), Instant.now()), extended);
    if (found.isEmpty()) {
      throw new Open311Exception(404, name + " was not found");
    }
    return found;
  }

  private void requireThisTown(Map<String, String> parameters) {
    String wanted = parameters.getOrDefault("jurisdiction_id", "").strip();
    if (!wanted.isEmpty() && !wanted.equals(properties.jurisdiction())) {
      throw new Open311Exception(404, "jurisdiction_id was not found");
    }
  }

  private void write(
      HttpServletRequest request, HttpServletResponse response, String root, Object content)
      throws IOException {
    writer.write(response, Format.of(request.getRequestURI()), 200, root, content);
  }

  private void fail(
      HttpServletRequest request, HttpServletResponse response, int status, String description)
      throws IOException {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", status);
    error.put("description", description);
    writer.write(response, Format.of(request.getRequestURI()), status, "errors", List.of(error));
  }
}
