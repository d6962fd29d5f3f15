package org.gridmap.backend.plan;

/** How far a plan has come. */
public enum PlanState {
  /** 起草: it is being drawn; also after it was returned, with a note. */
  DRAFT,
  /** 送审: nobody changes it until somebody decides. */
  SUBMITTED,
  /** 已批准. */
  APPROVED,
  /** 已发布: a division in force was made of it. */
  PUBLISHED,
  /** 已被取代: a later plan of the area was published. */
  SUPERSEDED,
  /** 已撤回: given up as a draft. */
  WITHDRAWN
}
