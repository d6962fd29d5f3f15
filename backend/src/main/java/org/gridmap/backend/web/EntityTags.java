package org.gridmap.backend.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives every JSON answer under {@code /api} and {@code /ogc} a strong entity tag, answers 304 when
 * the client has it already, and compresses. The compressed form is another sequence of bytes, so
 * its tag is another one ({@code -gzip}): a strong tag promises equal bytes.
 *
 * <p>An endpoint that knows its tag beforehand sets it, or answers 304 without working out a body;
 * the suffix of the compressed form never reaches it.
 */
@Component
class EntityTags extends OncePerRequestFilter {
  private static final String SUFFIX = "-gzip\"";
  private static final int SMALLEST_COMPRESSED_BYTES = 1024;
  private static final int TAG_BYTES = 16;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    boolean json = path.startsWith("/api/") || path.equals("/ogc") || path.startsWith("/ogc/");
    // A stream of events never ends by itself, so that nobody could make a tag of it.
    return !json
        || isStream(path)
        || !(request.getMethod().equals("GET") || request.getMethod().equals("HEAD"));
  }

  private static boolean isStream(String path) {
    return path.endsWith("stream") || (path.endsWith("/events") && !path.equals("/api/events"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper buffer = new Buffer(response);
    chain.doFilter(new PlainTags(request), buffer);
    if (buffer.getStatus() == HttpServletResponse.SC_OK
        && !response.isCommitted()
        && !isNotForKeeping(response)) {
      answer(request, response, buffer);
    } else {
      if (buffer.getStatus() == HttpServletResponse.SC_NOT_MODIFIED && wantsGzip(request)) {
        String tag = response.getHeader(HttpHeaders.ETAG);
        response.setHeader(HttpHeaders.ETAG, tag == null ? null : compressed(tag));
      }
      buffer.copyBodyToResponse();
    }
  }

  /** What must not be kept needs no tag to ask for it again; a tag of its version is its own. */
  private static boolean isNotForKeeping(HttpServletResponse response) {
    String control = response.getHeader(HttpHeaders.CACHE_CONTROL);
    return control != null && control.contains("no-store");
  }

  private static void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      ContentCachingResponseWrapper buffer)
      throws IOException {
    byte[] body = buffer.getContentAsByteArray();
    String known = response.getHeader(HttpHeaders.ETAG);
    String tag = known == null ? tag(body) : known;
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (response.getHeader(HttpHeaders.CACHE_CONTROL) == null) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
    boolean gzip = body.length >= SMALLEST_COMPRESSED_BYTES && wantsGzip(request);
    String sent = gzip ? compressed(tag) : tag;
    response.setHeader(HttpHeaders.ETAG, sent);
    if (matches(new PlainTags(request).getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      response.setHeader(HttpHeaders.CONTENT_TYPE, null);
      return;
    }
    byte[] bytes = gzip ? gzip(body) : body;
    if (gzip) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Whether an {@code If-None-Match} header names the tag; {@code *} names every tag. */
  static boolean matches(@Nullable String header, String tag) {
    return header != null
        && Arrays.stream(header.split(",", -1))
            .map(String::strip)
            .map(one -> one.startsWith("W/") ? one.substring(2) : one)
            .anyMatch(one -> one.equals("*") || one.equals(tag));
  }

  /** Whether the client takes gzip; {@code gzip;q=0} says that it does not. */
  static boolean wantsGzip(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return header != null
        && Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
            .map(one -> one.replace(" ", ""))
            .anyMatch(one -> one.equals("gzip") || one.matches("gzip;q=(1(\\.0*)?|0\\.0*[1-9].*)"));
  }

  private static String compressed(String tag) {
    return tag.substring(0, tag.length() - 1) + SUFFIX;
  }

  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  /**
   * Holds back what gets a tag of its bytes; what must not be kept goes to the client as it is
   * written.
   */
  private static final class Buffer extends ContentCachingResponseWrapper {
    Buffer(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return isNotForKeeping(this) ? getResponse().getOutputStream() : super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      return isNotForKeeping(this) ? getResponse().getWriter() : super.getWriter();
    }
  }

  /** The request as if the client had only ever seen uncompressed answers. */
  private static final class PlainTags extends HttpServletRequestWrapper {
    PlainTags(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      String value = super.getHeader(name);
      return value != null && name.equalsIgnoreCase(HttpHeaders.IF_NONE_MATCH)
          ? value.replace(SUFFIX, "\"")
          : value;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      if (!name.equalsIgnoreCase(HttpHeaders.IF_NONE_MATCH)) {
        return super.getHeaders(name);
      }
      return Collections.enumeration(
          Collections.list(super.getHeaders(name)).stream()
              .map(value -> value.replace(SUFFIX, "\""))
              .toList());
    }
  }
}
