// The state may not reach up to the panels.
import Wrong from '../panels/Wrong.vue';

export const wrong = Wrong;
