//! How the page is looked at: size, theme, pictures.

use std::path::Path;

use serde_json::json;

use crate::{Page, Result};

/// What the person's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Its word in css and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// Below this a screen is a telephone's.
const NARROW: u32 = 600;

impl Page {
    /// Gives the page a screen of this many css pixels; windows themselves cannot be as narrow as a telephone.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        let screen =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < NARROW});
        self.command("Emulation.setDeviceMetricsOverride", screen).await?;
        Ok(())
    }

    /// Sets what `prefers-color-scheme` answers.
    pub async fn set_theme(&self, theme: Theme) -> Result {
        let features = json!([{"name": "prefers-color-scheme", "value": theme.name()}]);
        self.command("Emulation.setEmulatedMedia", json!({"features": features}))
            .await?;
        Ok(())
    }

    /// Waits until what changed has been drawn: two frames, and the end of every transition.
    pub async fn settled(&self) -> Result {
        let script = "
            const frame = () => new Promise(done => requestAnimationFrame(done));
            await frame(); await frame();
            await Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})));";
        self.script(script, vec![]).await.map(drop)
    }

    /// Writes a picture of what is on screen, as PNG.
    pub async fn picture(&self, path: &Path) -> Result {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(std::fs::write(path, self.session().screenshot_as_png().await?)?)
    }
}
