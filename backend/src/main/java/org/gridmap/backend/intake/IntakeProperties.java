package org.gridmap.backend.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param sample whether the first start of an empty database loads the sample town
 */
@ConfigurationProperties("gridmap.intake")
record IntakeProperties(@DefaultValue("false") boolean sample) {}
