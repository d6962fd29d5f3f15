/**
 * The checks of every request, whatever its route: whether it names this server, the client's
 * address behind proxies, whether its text is well formed, and whether a page of another origin may
 * read the answer. Modules may implement {@link org.gridmap.backend.web.ingress.ReadyAnswers}:
 * answers from memory, given without the servlet container to requests that passed the same checks.
 */
@NamedInterface("ingress")
@NullMarked
package org.gridmap.backend.web.ingress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
