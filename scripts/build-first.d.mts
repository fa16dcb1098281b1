export function buildFirst(workspace: string): Promise<void>
