package org.gridmap.backend.plan.discussion;

import java.util.List;
import org.gridmap.backend.web.ProblemType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of problem that a comment can meet. */
@Configuration(proxyBeanMethods = false)
class CommentProblems {
  static final ProblemType COMMENT_ANSWERED =
      new ProblemType("comment-answered", 409, "Somebody answered the comment");
  static final ProblemType COMMENTS_FULL =
      new ProblemType("comments-full", 409, "There is no room for more comments");

  @Bean
  ProblemType.Catalogue problemsOfComments() {
    return () -> List.of(COMMENT_ANSWERED, COMMENTS_FULL);
  }
}
