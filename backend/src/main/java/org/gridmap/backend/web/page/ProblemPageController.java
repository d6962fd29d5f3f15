package org.gridmap.backend.web.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.ProblemType;
import org.gridmap.backend.web.WebProblems;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A page for people about each kind of problem, at the address that names the kind. */
@Hidden
@Controller
class ProblemPageController {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>%1$s</title>
      <style>body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
      <h1>%1$s</h1>
      <p><code>%2$s</code> · HTTP %3$d</p>
      <p lang="zh-CN">%4$s</p>
      <p>%5$s</p>
      </html>
      """;

  private final List<ProblemType> types;

  ProblemPageController(List<ProblemType.Catalogue> catalogues) {
    this.types = catalogues.stream().flatMap(catalogue -> catalogue.listTypes().stream()).toList();
  }

  @GetMapping("/problems/{slug}")
  ResponseEntity<String> problem(@PathVariable String slug) {
    ProblemType type =
        types.stream()
            .filter(one -> one.slug().equals(slug))
            .findFirst()
            .orElseThrow(() ->
                new ProblemException(
                    WebProblems.NOT_FOUND, "There is no kind of problem with this name."));
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(
            PAGE.formatted(type.title(), type.slug(), type.status(), chinese(type), english(type)));
  }

  private static String english(ProblemType type) {
    return switch (type.status()) {
      case 400, 422 ->
          "The server understood the address but not what it was asked. The field 'detail' of the"
              + " answer says what is wrong; change the request and send it again.";
      case 401, 403 -> "The account that sent the request has no right to this.";
      case 404 -> "The address, or the thing with this number, does not exist.";
      case 405, 406, 415 ->
          "The address exists, but not for this method or format. The headers of the answer name"
              + " those that it takes.";
      case 409, 412, 428 ->
          "Somebody else changed the same thing. Read it again and repeat the change.";
      case 413 -> "Send less at once: fewer things, or fewer points in a shape.";
      case 421 ->
          "The server does not know itself by the name in the address. Use one of its names; its"
              + " administrator lists them in the setting gridmap.http.hosts.";
      case 503 -> "Wait a few seconds, then send the same request again.";
      default ->
          "The request may be right; the fault is in the server. The field 'instance' of the answer"
              + " is the number under which its log has the cause.";
    };
  }

  private static String chinese(ProblemType type) {
    return switch (type.status()) {
      case 400, 422 -> "请求里有服务器不能接受的内容，应答的 detail 字段说明了原因；改正后重新发送。";
      case 401, 403 -> "当前账号没有这项权限。";
      case 404 -> "没有这个地址，或者没有这个编号的对象。";
      case 405, 406, 415 -> "地址存在，但是不支持这种方法或格式；应答头列出了支持的种类。";
      case 409, 412, 428 -> "别人刚刚改过同一对象，请重新读取以后再改。";
      case 413 -> "一次发送的内容太多，请减少数量或者减少图形的点数。";
      case 421 -> "服务器不认识地址里的主机名。请使用它自己的名称；管理员在 gridmap.http.hosts 里列出这些名称。";
      case 503 -> "服务器正忙，请过几秒钟重新发送。";
      default -> "请求可能没有问题，是服务器出了错；应答的 instance 字段是日志里的编号。";
    };
  }
}
