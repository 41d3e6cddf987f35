//! Takes the README's pictures: every page, wide and narrow, light and dark.
//!
//! `screens FOLDER` writes `FOLDER/PAGE-WIDTH-THEME.png`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use labelloom_browser::{Look, Page, Problem, Result, Stage, Theme, write_signs};

/// What leads to a picture, from wherever the last one was taken.
#[derive(Clone, Copy)]
enum Scene {
    /// Before a project is open.
    Start,
    /// A file is looked at.
    Import,
    /// A rule is being written, and its figures move.
    Rules,
    /// What a label model makes of the votes.
    Labels,
    /// How the rules contradict each other.
    Conflicts,
    /// Records that are alike, on a map.
    Graph,
    /// Variants of records, with verdicts.
    Augment,
    /// Where the records came from, labels and gold.
    Data,
    /// What would be written.
    Export,
    /// A folder of images is looked at.
    Pictures,
    /// Rules on images.
    ImageRules,
    /// Images that are alike, on a map.
    ImageGraph,
    /// Variants of images.
    ImageAugment,
}

/// Pictures by name, in an order in which each leads to the next.
const SCENES: [(&str, Scene); 13] = [
    ("start", Scene::Start),
    ("import", Scene::Import),
    ("rules", Scene::Rules),
    ("labels", Scene::Labels),
    ("conflicts", Scene::Conflicts),
    ("graph", Scene::Graph),
    ("augment", Scene::Augment),
    ("data", Scene::Data),
    ("export", Scene::Export),
    ("pictures", Scene::Pictures),
    ("image-rules", Scene::ImageRules),
    ("image-graph", Scene::ImageGraph),
    ("image-augment", Scene::ImageAugment),
];

/// A desk and a telephone, in css pixels.
const SCREENS: [(u32, u32); 2] = [(1440, 900), (390, 844)];

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("screens FOLDER: name the folder for the pictures");
        return ExitCode::from(2);
    };
    match labelloom_browser::run("screens", async |stage| take_all(stage, &folder).await) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn take_all(stage: &Stage, folder: &Path) -> Result {
    let page = stage.open().await?;
    for (name, scene) in SCENES {
        page.resize(SCREENS[0].0, SCREENS[0].1).await?;
        set(&page, scene).await?;
        for (width, height) in SCREENS {
            page.resize(width, height).await?;
            for theme in [Theme::Light, Theme::Dark] {
                page.set_theme(theme).await?;
                page.settled().await?;
                let path = folder.join(format!("{name}-{width}-{}.png", theme.name()));
                page.picture(&path).await?;
                println!("{}", path.display());
            }
        }
    }
    Ok(())
}

async fn set(page: &Page, scene: Scene) -> Result {
    match scene {
        Scene::Start => Ok(()),
        Scene::Import => {
            let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../engine/samples/support.csv");
            match page.look_at(&data).await? {
                Look::Shown => Ok(()),
                Look::Refused(said) => Err(Problem::new(said)),
            }
        }
        Scene::Rules => {
            page.go_to("").await?;
            page.click("sample-support").await?;
            page.by_test_id("rule-row").await?;
            page.new_rule().await?;
            page.type_into("rule-query", "(bill, invoice) -paid").await?;
            page.by_test_id("draft-matches").await?;
            page.until_saved().await
        }
        Scene::Labels => {
            page.follow("nav-labels").await?;
            page.by_test_id("model-rule").await?;
            page.by_test_id("model-rule-without").await.map(drop)
        }
        Scene::Conflicts => {
            page.follow("nav-conflicts").await?;
            page.by_test_id("pair-row").await.map(drop)
        }
        Scene::Graph => {
            page.build_graph().await?;
            page.script("location.hash = '#/graph?record=6'", vec![]).await?;
            page.by_test_id("graph-receipt").await.map(drop)
        }
        Scene::Augment => {
            page.go_to("#/augment").await?;
            page.by_test_id("augment-variant").await.map(drop)
        }
        Scene::Data => {
            page.follow("nav-data").await?;
            page.by_test_id("import-report").await.map(drop)
        }
        Scene::Pictures => {
            page.go_to("").await?;
            let folder = page.own_folder("street signs")?;
            write_signs(&folder, 60)?;
            page.choose_files("import-folder", &[&folder]).await?;
            page.until("the first images are seen", async || {
                Ok(page.count("picture").await? >= 12)
            })
            .await
        }
        Scene::ImageRules => {
            page.go_to("").await?;
            page.open_sample("signs").await?;
            page.open_rule("mostly blue").await?;
            page.by_test_id("picture").await.map(drop)
        }
        Scene::ImageGraph => {
            page.build_graph().await?;
            page.script("location.hash = '#/graph?record=6'", vec![]).await?;
            page.by_test_id("graph-receipt").await.map(drop)
        }
        Scene::ImageAugment => {
            page.go_to("#/augment").await?;
            page.by_test_id("augment-variant").await.map(drop)
        }
        Scene::Export => {
            page.follow("nav-export").await?;
            page.until("the file's beginning is shown", async || {
                Ok(!page.text("export-file").await?.is_empty())
            })
            .await
        }
    }
}
