import type { Page } from 'playwright-core';

export type Language = 'zh-CN' | 'en';

/** Words of the page and of its features, each beside what says them. */
const zhCN = Object.values(
  import.meta.glob<{ zh: Tree }>(
    ['../src/i18n/zh.ts', '../src/features/*/words.ts', '../src/features/*/words/zh.ts'],
    {
      eager: true,
    },
  ),
).map(({ zh }) => zh);

type Tree = { readonly [key: string]: string | Tree };
const wordsOf = (tree: Tree): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : wordsOf(value)));

const HAN = /[\u3400-\u9fff]/;
/** What the page itself says in Chinese: data may hold the same word only within a longer one. */
const CHINESE_WORDS = new Set(zhCN.flatMap(wordsOf).flatMap((text) => text.match(/[\u3400-\u9fff]+/g) ?? []));
/** Names of programs, formats, units and keys, which have no other word in either language. */
const TECHNICAL =
  /^(GridMap|QGIS|GDAL|WFS|OGC|API|Shapefile|GeoPackage|GeoJSON|DXF|zip|MB|WGS|CGCS|JPEG|PNG|WebP|Shift|Delete|Esc|Ctrl|EN|GPS|PDF|CSV|XLSX|TOTP|gridmap|https|Standard|Webhooks|webhook|km|ha|GB|ID)$/;
const CODES = [
  // SECOND_FACTOR, secondFactor, desk.audit.title, [object Object]
  /\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b/,
  /\b[a-z]{2,}[A-Z][a-zA-Z]*\b/,
  /(?<![\w@/.:])[a-z]{3,}(?:\.[a-z]{2,}[a-zA-Z]*)+(?![\w/:@])/,
  /\bundefined\b|\bNaN\b|\[object/,
];

/** Walks through the page and notes every word in it that should not be there. */
export class Reader {
  /** What the server sent: names of people, places and accounts are no words of the page. */
  private readonly sent = new Set<string>();
  /** What was read, each with where it was first seen; judged when all is heard. */
  private readonly seen = new Map<string, string>();
  private readonly found = new Map<string, string>();
  private readonly hearing: Promise<void>[] = [];

  constructor(
    private readonly page: Page,
    private readonly language: Language,
  ) {
    page.on('response', (response) => {
      if (!/json/.test(response.headers()['content-type'] ?? '')) return;
      const heard = response.json().then(
        (body: unknown) => {
          this.learn(body);
        },
        () => undefined,
      );
      this.hearing.push(heard);
    });
  }

  private learn(body: unknown): void {
    if (typeof body === 'string') this.sent.add(body);
    else if (Array.isArray(body)) for (const each of body) this.learn(each);
    else if (typeof body === 'object' && body !== null)
      for (const each of Object.values(body)) this.learn(each);
  }

  /** Leftovers of all that was read, each with where it was first seen. */
  async leftovers(): Promise<string[]> {
    await Promise.all(this.hearing);
    for (const [part, where] of this.seen) this.judge(part, where);
    return [...this.found].map(([what, where]) => `${where}: ${what}`);
  }

  /** Reads all that is seen, and what a screen reader hears. */
  async read(where: string): Promise<void> {
    const texts = await this.page.evaluate(() => {
      const seen = [document.title];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent?.closest('option') ?? parent?.checkVisibility()) seen.push(node.textContent ?? '');
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
        if (!element.checkVisibility()) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
          seen.push(element.getAttribute(name) ?? '');
      }
      return seen;
    });
    for (const text of new Set(texts)) {
      for (const part of text.split(/\s+[·×]\s+|[\n（）()“”，、；：:]/))
        if (!this.seen.has(part.trim())) this.seen.set(part.trim(), where);
    }
  }

  private judge(part: string, where: string): void {
    // Routes of the server and methods of HTTP are the same in every language.
    if (/^$|^\/|^(GET|POST|PUT|PATCH|DELETE)$/.test(part)) return;
    const note = (what: string) => {
      if (!this.found.has(what)) this.found.set(what, `${where} «${part.slice(0, 90)}»`);
    };
    const whole = this.sent.has(part);
    for (const code of CODES) {
      const [hit] = code.exec(part) ?? [];
      if (hit !== undefined && !(whole && !/^[A-Z_]+$/.test(hit)) && !part.includes('://')) note(hit);
    }
    for (const word of part.split(/[\s,.;!?]+/)) {
      const data = whole || [...this.sent].some((text) => text.includes(word));
      if (this.language === 'en') {
        const own = CHINESE_WORDS.has(word) && !this.sent.has(word);
        if (HAN.test(word) && word !== '中' && (own || LEVELS.has(word) || !data)) note(word);
      } else if (/[A-Za-z]{2,}/.test(word) && !data) {
        for (const run of word.match(/[A-Za-z]{2,}/g) ?? []) if (!TECHNICAL.test(run)) note(run);
      }
    }
  }
}

const LEVELS = new Set([
  '镇',
  '乡',
  '街道',
  '村',
  '社区',
  '村（社区）',
  '工作片',
  '网格',
  '单元网格',
  '楼栋',
]);
