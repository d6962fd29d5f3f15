declare module 'gltf-validator' {
  /** What the validator of Khronos found in a file, as far as the tests read it. */
  interface Report {
    readonly issues: {
      readonly numErrors: number;
      readonly numWarnings: number;
      readonly messages: readonly {
        readonly code: string;
        readonly severity: number;
        readonly message: string;
        readonly pointer?: string;
      }[];
    };
  }
  export function validateBytes(bytes: Uint8Array): Promise<Report>;
}
