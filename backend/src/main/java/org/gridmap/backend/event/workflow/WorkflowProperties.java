package org.gridmap.backend.event.workflow;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * @param file categories, workflows, colours and the working calendar; a file of the installation
 *     replaces the whole of the one that ships
 */
@ConfigurationProperties("gridmap.event")
record WorkflowProperties(@DefaultValue("classpath:events.yaml") Resource file) {}
