import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';

const ENGINE = 'node_modules/@cesium/engine';

/** Every browser that runs the map reads WOFF2, so the WOFF twin of each font file stays out of the build. */
function onlyWoff2(): Plugin {
  return {
    name: 'only-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@fontsource') || !id.includes('.css')) return null;
      return code.replaceAll(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, '');
    },
  };
}

/** Writes a `.gz` and a `.br` beside every text file of the build, so that the server compresses nothing at run time. */
function compressedSiblings(): Plugin {
  let folder = 'dist';
  return {
    name: 'compressed-siblings',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
          if (!entry.isFile() || !/\.(js|css|html|json|svg|wasm|txt)$/.test(entry.name)) continue;
          const path = join(entry.parentPath, entry.name);
          const plain = readFileSync(path);
          if (plain.length < 1024) continue;
          writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
          writeFileSync(
            `${path}.br`,
            brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
          );
        }
      },
    },
  };
}

/** Has the browser fetch what comes after the first picture, but not read it yet: that would hold the picture up. */
function nextInLine(): Plugin {
  return {
    name: 'next-in-line',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.values(bundle)
          .filter(({ name = '' }) => ['page', 'workplace'].includes(name))
          .map(({ fileName }) => ({
            tag: 'link',
            attrs: { rel: 'prefetch', as: 'script', href: `./${fileName}` },
            injectTo: 'head',
          })),
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [
    vue(),
    onlyWoff2(),
    nextInLine(),
    viteStaticCopy({
      targets: [
        // The globe starts its workers from files of their own name and asks for these few tables and its mark.
        { src: `${ENGINE}/Build/Workers/*.js`, dest: 'cesium/Workers' },
        { src: `${ENGINE}/Source/Assets/IAU2006_XYS/*.json`, dest: 'cesium/Assets/IAU2006_XYS' },
        { src: `${ENGINE}/Source/Assets/approximateTerrainHeights.json`, dest: 'cesium/Assets' },
        { src: `${ENGINE}/Source/Assets/Images/ion-credit.png`, dest: 'cesium/Assets/Images' },
        {
          src: 'node_modules/@fontsource/noto-sans-sc/LICENSE',
          dest: 'licences',
          rename: 'noto-sans-sc.txt',
        },
        { src: `${ENGINE}/LICENSE.md`, dest: 'licences', rename: 'cesium.txt' },
        { src: 'node_modules/echarts/LICENSE', dest: 'licences', rename: 'echarts.txt' },
        { src: 'node_modules/echarts/NOTICE', dest: 'licences', rename: 'echarts-notice.txt' },
        { src: 'node_modules/zrender/LICENSE', dest: 'licences', rename: 'zrender.txt' },
      ],
    }),
    compressedSiblings(),
  ],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __INTLIFY_JIT_COMPILATION__: true,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  },
  build: {
    target: 'es2023',
    // The policy of the server forbids data: URLs for fonts and workers, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What everybody needs comes in three files: a browser asks for six at a time, and the map waits for the last.
          groups: [
            { name: 'first', test: /src\/main\.ts$/, priority: 3 },
            { name: 'page', test: /src\/app\/start\.ts$/, priority: 2 },
            { name: 'workplace', test: /src\/(app\/Workplace\.vue|features\/[^/]+\/work\.ts)/, priority: 1 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 6000,
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/tiles': 'http://127.0.0.1:8080',
      '/3dtiles': 'http://127.0.0.1:8080',
      '/ogc': 'http://127.0.0.1:8080',
    },
  },
  test: { include: ['src/**/*.test.ts', 'gates/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
