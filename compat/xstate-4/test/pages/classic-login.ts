import { createClassicInspector } from '@device-flow/inspect/classic'
import { showLogin } from '../../../../packages/inspect/test/pages/show-login.ts'

showLogin((viewer) => createClassicInspector(viewer))
