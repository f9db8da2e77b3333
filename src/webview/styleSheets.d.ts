// esbuild bundles imported style sheets into one file per page.
declare module '*.css'
