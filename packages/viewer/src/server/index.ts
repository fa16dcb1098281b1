export { serveInspector } from './serve-inspector.ts'
export type { ServedInspector, ServeInspectorOptions } from './serve-inspector.ts'
