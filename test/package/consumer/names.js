/** What each of these modules exports. */
export const namesOf = (...modules) => modules.map((module) => Object.keys(module).sort().join(' ')).join('; ');
