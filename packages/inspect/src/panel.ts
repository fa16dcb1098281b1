export { createInspectorPanel } from './panel/inspector-panel.ts'
export type { InspectorPanel, InspectorPanelOptions } from './panel/inspector-panel.ts'
