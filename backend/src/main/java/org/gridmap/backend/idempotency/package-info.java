/**
 * The header Idempotency-Key: a request that creates something, sent again because its first answer
 * was lost, creates it once. The answer is kept in the transaction that created.
 */
@ApplicationModule(allowedDependencies = {"access", "audit :: cipher", "dictionary", "sql", "web"})
@Owns("person.idempotency_key")
@NullMarked
package org.gridmap.backend.idempotency;

import org.gridmap.backend.sql.Owns;
import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
