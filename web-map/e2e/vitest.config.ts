import { defineConfig } from 'vitest/config';

// The globe is drawn by the processor here, at one to three pictures a second: tests wait for states, never for times.
export default defineConfig({
  test: {
    include: ['e2e/**/*.spec.ts'],
    testTimeout: 240_000,
    // Some start a whole installation.
    hookTimeout: 480_000,
    fileParallelism: false,
    retry: 0,
  },
});
