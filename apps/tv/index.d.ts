/** The folder of the built app, to be served beside a `config.json`. */
export declare const distFolder: string
