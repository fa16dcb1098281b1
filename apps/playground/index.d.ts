/** The folder of the built page: static files for any web server. */
export declare const distFolder: string
