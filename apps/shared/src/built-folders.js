// JavaScript, with its types beside it: Node imports it from the apps' index.js as it is, without a build.
import { fileURLToPath } from 'node:url'

/**
 * Finds what `npm run build` makes of an app.
 *
 * @param {string} moduleUrl `import.meta.url` of the app's index.js
 * @returns {import('./built-folders.d.ts').BuiltFolders}
 */
export function builtFolders(moduleUrl) {
  return {
    distFolder: fileURLToPath(new URL('dist/', moduleUrl)),
    developmentFolder: fileURLToPath(new URL('dist-development/', moduleUrl)),
  }
}
