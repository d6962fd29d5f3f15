/** What other features may use of grids and divisions. */
export { default as DivisionPicker } from './DivisionPicker.vue';
export { default as GridLinks } from './GridLinks.vue';
export { BORDER, borderWidth, GRID_COLOURS } from './look';
