package org.gridmap.backend.access;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.gridmap.backend.web.ProblemException;
import org.gridmap.backend.web.WebProblems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Finds the caller of the request, or of the subcommand, that this thread works on. */
public final class CurrentUser {
  private CurrentUser() {}

  /** The caller; empty when nobody has signed in. */
  public static Optional<Caller> find() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication authentication
        ? Optional.of(authentication.caller)
        : Optional.empty();
  }

  /**
   * The caller.
   *
   * @throws ProblemException {@code authentication-required} when nobody has signed in
   */
  public static Caller get() {
    return find()
        .orElseThrow(() ->
            new ProblemException(WebProblems.AUTHENTICATION_REQUIRED, "Sign in to see this."));
  }

  /** Works on behalf of a caller, and of whoever it was before afterwards. */
  public static void runAs(Caller caller, Runnable work) {
    SecurityContext before = SecurityContextHolder.getContext();
    SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(caller)));
    try {
      work.run();
    } finally {
      SecurityContextHolder.setContext(before);
    }
  }

  /** As {@link #runAs} with a result. */
  public static <T> T callAs(Caller caller, Callable<T> work) throws Exception {
    SecurityContext before = SecurityContextHolder.getContext();
    SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(caller)));
    try {
      return work.call();
    } finally {
      SecurityContextHolder.setContext(before);
    }
  }

  /** The caller as Spring Security keeps it in its security context. */
  static final class CallerAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;
    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
      super(java.util.List.of());
      this.caller = caller;
      setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
      return "";
    }

    @Override
    public Caller getPrincipal() {
      return caller;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
