/**
 * What a request meets first, whatever its route: whether it is meant for this server, who really
 * sent it, whether its text is well formed, and whether a page from elsewhere may read the answer.
 * Others may have answers ready ({@link org.gridmap.backend.web.ingress.ReadyAnswers}), which are
 * given without the container to requests that the same gate admits.
 */
@NamedInterface("ingress")
@NullMarked
package org.gridmap.backend.web.ingress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
