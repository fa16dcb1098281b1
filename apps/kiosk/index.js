import { builtFolders } from '@device-flow/app-shared/built-folders'

export const { distFolder, developmentFolder } = builtFolders(import.meta.url)
