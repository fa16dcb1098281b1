import { fileURLToPath } from 'node:url'

/** The folder of the built app, to be served beside a `config.json`. */
export const distFolder = fileURLToPath(new URL('dist/', import.meta.url))
