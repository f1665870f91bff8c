// `npm run build`: everything in dist/, and custom-elements.json. `--fast` leaves out declarations and the manifest.
// `--write` puts the integrity of the script into README.md.
// Exits 0 when dist/ is complete, 2 when only the model is missing, 1 on any other failure.
import { build, distFolder } from './lib/build.js';
import { checkDist } from './lib/check-dist.js';
import { readIntegrity, updateReadme } from './lib/integrity.js';

try {
  const missing = await build({ declarations: !process.argv.includes('--fast') });
  const complaints = await checkDist();
  const integrity = await readIntegrity(distFolder);
  console.log(`integrity="${integrity}"`);
  if (process.argv.includes('--write')) await updateReadme(integrity);
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
  else if (missing.length > 0) {
    console.error(
      `The build lacks its model: models/ has no ${missing.join(' and no ')}. models/README.md says how it is made.`,
    );
    process.exitCode = 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
