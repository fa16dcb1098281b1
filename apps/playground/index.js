import { builtFolders } from '@device-flow/app-shared/built-folders'

export const { distFolder } = builtFolders(import.meta.url)
