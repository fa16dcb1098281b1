/** The folder of the built app, to be served beside a `config.json`. */
export declare const distFolder: string

/** The same, with an inspector in it: for `config.json` with an `inspectorUrl`. */
export declare const developmentFolder: string
