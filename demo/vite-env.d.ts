/** Vite: the module bundled as a worker, its address as a string. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}

/** Vite: a file that is copied beside the page, its address as a string. */
declare module '*?url' {
  const url: string;
  export default url;
}
