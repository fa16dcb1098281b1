import { fileURLToPath } from 'node:url'

/** The folder of the built app, to be served beside a `config.json`. */
export const distFolder = fileURLToPath(new URL('dist/', import.meta.url))

/** The same, with an inspector in it. */
export const developmentFolder = fileURLToPath(new URL('dist-development/', import.meta.url))
