/** What other features may use of plans; their registration in `index.ts` is loaded with the sign-in page, this with the map. */
export { listPlans } from './api';
export type { Fixed } from '../../api/model';
export type { Obstacle, Operation, PlanSummary, Position, WireOpenLand } from './api';
export { default as NewPlan } from './NewPlan.vue';
export { obstaclesOf } from './obstacles';
export { default as Obstacles } from './Obstacles.vue';
export { usePlanProblem } from './planProblem';
export { clampShare, drawn } from './state/drawn';
export type { SwipeDrawing } from './state/drawn';
export { plan } from './state/plan';
export { phaseOf, STEPS, stepsDone } from './state/plans';
export { isUnsent } from './state/unsent';
