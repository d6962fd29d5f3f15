package org.gridmap.backend.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what fails outside of Spring's own handling: in a filter or in the servlet container. */
@Hidden
@Controller
class ProblemErrorController implements ErrorController {
  private final ProblemWriter writer;

  ProblemErrorController(ProblemWriter writer) {
    this.writer = writer;
  }

  @RequestMapping("/error")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    // Asked for directly, the address is one more page that does not exist.
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    ProblemType fallback =
        status >= 500 ? WebProblems.INTERNAL_ERROR : WebProblems.MALFORMED_REQUEST;
    writer.write(response, WebProblems.findByStatus(status).orElse(fallback), null, null, Map.of());
  }
}
