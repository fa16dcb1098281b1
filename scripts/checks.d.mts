/** Workspaces with other options than those that are compiled together: see `tsconfig.node.json`. */
export const COMPILED_ALONE: readonly string[]
