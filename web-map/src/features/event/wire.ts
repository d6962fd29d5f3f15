export type Urgency = 'RED' | 'ORANGE' | 'YELLOW' | 'BLUE';
export type Grade = 'HIGH' | 'MEDIUM' | 'LOW';
export type EventState = 'OPEN' | 'SUPERVISED' | 'OVERDUE' | 'CLOSED';
export type EventAction =
  | 'ADVANCE'
  | 'BACK'
  | 'TRANSFER'
  | 'ESCALATE'
  | 'SUPERVISE'
  | 'END_SUPERVISION'
  | 'MERGE'
  | 'REOPEN'
  | 'CANCEL'
  | 'MOVE'
  | 'ADD_NOTE';
export type Need = 'TEXT' | 'PHOTO' | 'PLACE' | 'REASON' | 'TARGET';

interface Named {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}
export interface Category extends Named {
  readonly group: string;
  readonly department: string;
  readonly workflow: string;
  readonly keywords?: readonly string[];
}
export interface WorkflowWords {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly steps: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
}
export interface EventSettings {
  readonly categories: readonly Category[];
  readonly workflows: readonly WorkflowWords[];
  readonly departments: readonly Named[];
  readonly table: readonly {
    readonly importance: Grade;
    readonly pressing: Grade;
    readonly urgency: Urgency;
  }[];
  readonly borderMetres: number;
}

export interface EventSummary {
  readonly id: number;
  readonly number: string;
  readonly category: string;
  readonly urgency: Urgency;
  readonly state: EventState;
  readonly step: string;
  readonly supervised: boolean;
  readonly overdue: boolean;
  readonly longitude: number;
  readonly latitude: number;
  readonly houseId: number | null;
  readonly gridId: number | null;
  readonly gridCode: string;
  readonly gridName: string;
  readonly department: string;
  readonly reportedAt: string;
  readonly dueAt: string | null;
  readonly closedAt: string | null;
  readonly version: number;
}
export interface EventPhoto {
  readonly id: number;
  readonly width: number;
  readonly height: number;
}
export interface EventEntry {
  readonly id: number;
  readonly at: string;
  readonly action: string;
  readonly fromStep: string | null;
  readonly toStep: string | null;
  readonly byName: string | null;
  readonly byRole: string | null;
  readonly note: string | null;
  readonly details: Readonly<Record<string, string>>;
}
export interface PossibleAction {
  readonly action: EventAction;
  readonly toStep: string | null;
  readonly needs: readonly Need[];
}
export interface EventReference {
  readonly id: number;
  readonly number: string;
  readonly text: string | null;
}
export interface GridEvent extends EventSummary {
  readonly village: string;
  readonly owner: {
    readonly post: string;
    readonly name: string | null;
    readonly phone: string | null;
    readonly gridName: string;
    readonly vacant: boolean;
  } | null;
  readonly staffingFault: { readonly gridName: string } | null;
  readonly otherGrid: { readonly gridCode: string; readonly gridName: string } | null;
  readonly text: string | null;
  readonly reporter: { readonly name: string } | null;
  readonly photos: readonly EventPhoto[];
  readonly history: readonly EventEntry[];
  readonly actions: readonly PossibleAction[];
  readonly mergedInto: EventReference | null;
  readonly mergedFrom: readonly EventReference[];
  readonly stepDueAt: string | null;
}
export interface EventList {
  readonly events: readonly EventSummary[];
  readonly next: string | null;
  readonly total: number;
}
export interface EventPoints {
  readonly points: readonly (readonly [number, number, number, number, number, number, number])[];
  readonly urgencies: readonly Urgency[];
  readonly categories: readonly string[];
  readonly states: readonly EventState[];
  readonly revision: number;
  readonly complete: boolean;
}
export interface EventChanges {
  readonly revision: number;
  readonly changed: readonly EventSummary[];
  readonly gone: readonly number[];
  readonly complete: boolean;
}
export interface EventNumbers {
  readonly open: number;
  readonly supervised: number;
  readonly overdue: number;
  readonly closed: number;
}
export interface NewEvent {
  readonly category: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly houseId?: number;
  readonly gridCode?: string;
  readonly importance: Grade;
  readonly pressing: Grade;
  readonly text: string;
}
export interface TakenAction {
  readonly action: EventAction;
  readonly text?: string;
  readonly photoIds?: readonly number[];
  readonly reason?: string;
  readonly target?: {
    readonly department?: string;
    readonly gridCode?: string;
    readonly eventNumber?: string;
  };
  readonly longitude?: number;
  readonly latitude?: number;
  readonly gridCode?: string;
}
