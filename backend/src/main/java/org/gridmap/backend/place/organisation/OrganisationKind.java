package org.gridmap.backend.place.organisation;

/** What an organisation is. */
public enum OrganisationKind {
  /** 企业. */
  ENTERPRISE,
  /** 商铺. */
  SHOP,
  /** 党支部. */
  PARTY_BRANCH,
  /** 出租房, let as a whole or by rooms. */
  RENTAL,
  /** 学校、医院、机关. */
  INSTITUTION,
  /** 协会、社会组织. */
  ASSOCIATION
}
