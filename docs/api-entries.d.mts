/** An entry point of a published package: as it is imported, the file of its types, and its page of the API reference below `api/`. */
export function publishedEntries(): { name: string; types: string; page: string }[]
