package org.gridmap.backend.web.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.InternalResourceView;

/** The front page: the map, or a page that says how to get it. */
@Hidden
@Controller
class FrontPageController {
  private static final String MISSING =
      """
      <!doctype html>
      <html lang="zh-CN">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>GridMap 格图</title>
      <style>body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
      <h1>GridMap 格图</h1>
      <p>数据服务已经运行，但是地图网页还没有生成。请运行 <code>./gridmap up</code>，它会生成网页并重新启动。</p>
      <p lang="en">The data service is running, but the web map has not been built. Run
      <code>./gridmap up</code>: it builds the page and starts again.</p>
      <ul>
      <li><a href="/ogc">OGC API – Features</a></li>
      <li><a href="/api/docs">/api/docs</a></li>
      <li><a href="/api/overview">/api/overview</a></li>
      <li><a href="/tiles/tilejson.json">/tiles/tilejson.json</a></li>
      </ul>
      </html>
      """;

  private final PageProperties properties;

  FrontPageController(PageProperties properties) {
    this.properties = properties;
  }

  /** The address of the page carries the viewpoint, so every query parameter is the page's own. */
  @GetMapping("/")
  Object front(@RequestParam java.util.Map<String, String> ofThePage) {
    if (properties.root() != null && Files.isRegularFile(properties.root().resolve("index.html"))) {
      View index = new InternalResourceView("/index.html");
      return new ModelAndView(index);
    }
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noStore())
        .body(MISSING);
  }
}
