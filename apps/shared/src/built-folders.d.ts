/** The folders of an app that was built. */
export interface BuiltFolders {
  /** The app, to be served beside a `config.json`. */
  distFolder: string
  /** The same, with an inspector in it: for a `config.json` with an `inspectorUrl`. */
  developmentFolder: string
}

/** Finds what `npm run build` makes of an app: `moduleUrl` is `import.meta.url` of its `index.js`. */
export declare function builtFolders(moduleUrl: string): BuiltFolders
