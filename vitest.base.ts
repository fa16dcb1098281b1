import { defaultClientConditions, defaultServerConditions } from 'vite'

/** The export condition by which packages meet as sources in this repository, and nowhere else. */
const source = '@device-flow/source'

/** What every workspace's tests have in common: a change in one package is seen by another's tests without a build. */
export const fromSource = {
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
}
