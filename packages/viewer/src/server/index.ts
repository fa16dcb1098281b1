export { pageFolder } from './page-folder.ts'
export { serveViewer } from './serve-viewer.ts'
export type { ServedViewer, ServeViewerOptions } from './serve-viewer.ts'
