import { createStatelyInspector } from '../../src/stately.ts'
import { showLogin } from './show-login.ts'

const { onlySnapshots } = window.scene

showLogin((viewer) =>
  createStatelyInspector({ ...viewer, ...(onlySnapshots && { filter: ({ type }) => type === '@xstate.snapshot' }) }),
)
