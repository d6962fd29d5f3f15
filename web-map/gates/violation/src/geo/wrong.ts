// geo is pure: it may use neither the map nor Vue.
import { ref } from 'vue';
import { drawn } from '../map/drawn';

export const wrong = ref(drawn);
