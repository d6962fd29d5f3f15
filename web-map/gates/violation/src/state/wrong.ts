// The state may not reach up to the components.
import Wrong from '../ui/Wrong.vue';

export const wrong = Wrong;
