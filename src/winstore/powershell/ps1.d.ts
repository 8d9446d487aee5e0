/** PowerShell scripts are bundled as text. */
declare module '*.ps1' {
  const text: string;
  export default text;
}
